/** Benchmarks of single steps, run by JMH: {@code bench/micro.sh}. */
package io.evilnet.bench.micro;
