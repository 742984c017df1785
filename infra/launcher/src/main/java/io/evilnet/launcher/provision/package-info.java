/** Provisioning of users, roles, permissions and development certificates. */
package io.evilnet.launcher.provision;
