/**
 * The topics: names, types and configuration, shared by producers, consumers, topology, launcher
 * and tests.
 */
package io.evilnet.platform.topics;
