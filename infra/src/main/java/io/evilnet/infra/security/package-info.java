/** Authentication and TLS: passwords, certificates, users and roles. */
package io.evilnet.infra.security;
