/** The HTTP server of the process. */
package io.evilnet.streams.http;
