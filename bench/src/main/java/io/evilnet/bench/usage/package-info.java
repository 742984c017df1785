/** Resource usage of processes and directories: CPU time, memory, disk and loopback traffic. */
package io.evilnet.bench.usage;
