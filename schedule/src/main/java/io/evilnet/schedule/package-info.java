/**
 * The process that has the last closed hour validated again and again, and repaired if that is
 * wanted.
 */
package io.evilnet.schedule;
