/** An independent count of the accepted posts: the rows that the system should have. */
package io.evilnet.chaos.oracle;
