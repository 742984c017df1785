// The event stream, read in a worker so that it does not block the user interface; shared by all pages where the browser permits it.

const WORKER_SCRIPT = 'js/eventworker.js';
const RETRY_MS = 5_000;

/** Calls the handlers hello(state), beat(state), counts(change), unusual(findings), disconnected(). */
export function subscribe(handlers) {
  let retryTimer = null;
  const connect = (worker, onFailure) => {
    const port = worker.port ?? worker;
    const close = () => {
      worker.onerror = null;
      port.onmessage = null;
      port.postMessage('close');
      worker.terminate?.();
    };
    port.onmessage = ({ data: [name, body] }) => handlers[name](body);
    worker.onerror = () => {
      removeEventListener('pagehide', close);
      close();
      onFailure();
    };
    // A page in the back-forward cache must not keep a connection.
    addEventListener('pagehide', close, { once: true });
  };
  const retryLater = () => {
    handlers.disconnected();
    retryTimer = setTimeout(connectShared, RETRY_MS);
  };
  const connectDedicated = () => {
    let worker;
    try {
      worker = new Worker(WORKER_SCRIPT);
    } catch (error) {
      retryLater();
      return;
    }
    connect(worker, retryLater);
  };
  const connectShared = () => {
    clearTimeout(retryTimer);
    let sharedWorker;
    try {
      sharedWorker = new SharedWorker(WORKER_SCRIPT);
    } catch (error) {
      connectDedicated(); // Shared workers are not supported, or site data is blocked.
      return;
    }
    connect(sharedWorker, connectDedicated);
  };
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) connectShared();
  });
  connectShared();
}
