/** Commands of the simulator. */
package io.evilnet.simulator.cli;
