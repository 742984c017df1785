/** Who somebody is and whom he trusts: passwords, certificates, and the roles of our processes. */
package io.evilnet.infra.security;
