/** Authentication and trust of clients: passwords, keys and certificates. */
package io.evilnet.platform.security;
