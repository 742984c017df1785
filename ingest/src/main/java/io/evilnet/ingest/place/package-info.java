/**
 * Resolution of places to the cities that contain them, and of retweets to those of the originals.
 */
package io.evilnet.ingest.place;
