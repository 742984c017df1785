/** The launcher: starts, supervises, stops and shows everything that runs on this machine. */
package io.evilnet.infra.cli;
