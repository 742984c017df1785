/**
 * The topics: their names, types and settings, written once for producers, consumers, topology,
 * launcher and tests.
 */
package io.evilnet.infra.topics;
