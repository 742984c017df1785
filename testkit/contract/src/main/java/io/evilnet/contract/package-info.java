/** The counting contract: test cases common to all counting engines. */
package io.evilnet.contract;
