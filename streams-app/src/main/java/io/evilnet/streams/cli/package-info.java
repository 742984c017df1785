/** The command line of the streams app. */
package io.evilnet.streams.cli;
