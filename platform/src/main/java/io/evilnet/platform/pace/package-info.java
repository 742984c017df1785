/** Rate limiting. */
package io.evilnet.platform.pace;
