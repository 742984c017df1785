/** Comparison of the observations with the independent count, and the recovery times. */
package io.evilnet.chaos.check;
