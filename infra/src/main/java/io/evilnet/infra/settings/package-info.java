/**
 * Settings: every process and command reads them in one way, as command-line options.
 *
 * <p>An option that is not given takes its value from the environment ({@code --tweets-partitions}
 * from {@code EVILNET_TWEETS_PARTITIONS}), then from the properties file that {@code
 * EVILNET_CONFIG} names ({@code tweets-partitions}), then from its default. Secrets are never
 * options.
 */
package io.evilnet.infra.settings;
