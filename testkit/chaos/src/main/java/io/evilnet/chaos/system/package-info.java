/** A complete system in separate processes, with links, disk and clock that can fail. */
package io.evilnet.chaos.system;
