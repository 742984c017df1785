/** Observation of a running system: its rows, metrics, disk use and restarts. */
package io.evilnet.chaos.observe;
