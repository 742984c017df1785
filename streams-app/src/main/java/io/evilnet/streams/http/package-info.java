/** What the process answers over HTTP. */
package io.evilnet.streams.http;
