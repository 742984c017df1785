package io.evilnet.streams.api;

/** The last known availability of the store. */
interface StoreState {

  boolean isUp();
}
