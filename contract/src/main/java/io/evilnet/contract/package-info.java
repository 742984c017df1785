/** What every engine that counts has to pass: posts in, rows out. */
package io.evilnet.contract;
