// The stream of events, read by a worker, so that a busy stream holds up no click.

/** Calls the handlers hello(state), beat(state), counts(change), lost(). */
export function listen(handlers) {
  const worker = new Worker('js/events.js');
  worker.onmessage = ({ data: [name, body] }) => handlers[name](body);
}
