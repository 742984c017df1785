/** The end of a process: shutdown signals and exit codes. */
package io.evilnet.platform.lifecycle;
