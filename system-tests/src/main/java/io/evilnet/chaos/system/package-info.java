/** A complete system as its own processes, with breakable links, disk and clock. */
package io.evilnet.chaos.system;
