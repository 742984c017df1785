package io.evilnet.streams.api;

/** Whether the store answers at the moment, as far as is known without asking it. */
interface StoreState {

  boolean isUp();
}
