/** Runs of seeds, their reports, and the command. */
package io.evilnet.chaos.run;
