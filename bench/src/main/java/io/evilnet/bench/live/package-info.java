/** The whole system at a steady rate: its processor time, consumer lag and delays. */
package io.evilnet.bench.live;
