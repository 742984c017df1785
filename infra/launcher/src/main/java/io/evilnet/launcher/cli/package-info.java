/** The launcher: starts, supervises, stops and monitors all processes on this machine. */
package io.evilnet.launcher.cli;
