// The event stream, read in a worker so that it does not block the user interface; shared by all pages where the browser permits it.

const SCRIPT = 'js/eventworker.js';
const RETRY_MS = 5_000;

/** Calls the handlers hello(state), beat(state), counts(change), unusual(begun), lost(). */
export function listen(handlers) {
  let retry = null;
  const connect = (worker, failed) => {
    const port = worker.port ?? worker;
    const close = () => {
      worker.onerror = null;
      port.onmessage = null;
      port.postMessage('bye');
      worker.terminate?.();
    };
    port.onmessage = ({ data: [name, body] }) => handlers[name](body);
    worker.onerror = () => {
      removeEventListener('pagehide', close);
      close();
      failed();
    };
    // A page in the back-forward cache must not keep a connection.
    addEventListener('pagehide', close, { once: true });
  };
  const retryLater = () => {
    handlers.lost();
    retry = setTimeout(open, RETRY_MS);
  };
  const connectAlone = () => {
    let worker;
    try {
      worker = new Worker(SCRIPT);
    } catch (e) {
      retryLater();
      return;
    }
    connect(worker, retryLater);
  };
  const open = () => {
    clearTimeout(retry);
    let shared;
    try {
      shared = new SharedWorker(SCRIPT);
    } catch (e) {
      connectAlone(); // Shared workers are not supported, or site data is blocked.
      return;
    }
    connect(shared, connectAlone);
  };
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) open();
  });
  open();
}
