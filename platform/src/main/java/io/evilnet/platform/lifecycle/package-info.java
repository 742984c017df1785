/** Termination of processes: shutdown signals and exit codes. */
package io.evilnet.platform.lifecycle;
