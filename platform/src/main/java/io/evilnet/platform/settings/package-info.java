/**
 * Settings of all processes and commands, read as command-line options.
 *
 * <p>An unspecified option takes its value from the environment ({@code --tweets-partitions} from
 * {@code EVILNET_TWEETS_PARTITIONS}), then from the properties file in {@code EVILNET_CONFIG}
 * ({@code tweets-partitions}), then from its default. Secrets are never options.
 */
package io.evilnet.platform.settings;
