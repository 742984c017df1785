// The stream of events, read by a worker, so that a busy stream holds up no click: one for all pages where the browser can.

/** Calls the handlers hello(state), beat(state), counts(change), lost(). */
export function listen(handlers) {
  const shared = 'SharedWorker' in window;
  const open = () => {
    const worker = shared ? null : new Worker('js/events.js');
    const port = shared ? new SharedWorker('js/events.js').port : worker;
    port.onmessage = ({ data: [name, body] }) => handlers[name](body);
    // A page that is kept for the back button must not keep a connection.
    addEventListener('pagehide', () => {
      port.postMessage('bye');
      worker?.terminate();
    }, { once: true });
  };
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) open();
  });
  open();
}
