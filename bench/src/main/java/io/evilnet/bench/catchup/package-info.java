/**
 * The catch-up of the stream measured against baselines: how many posts a second come from a full
 * topic to exact rows.
 */
package io.evilnet.bench.catchup;
