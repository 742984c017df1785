/** Meters that every process shows. */
package io.evilnet.infra.metrics;
