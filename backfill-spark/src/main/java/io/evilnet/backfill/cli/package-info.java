/** The commands and their options. */
package io.evilnet.backfill.cli;
