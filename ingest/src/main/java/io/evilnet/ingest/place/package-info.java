/** Resolution of places within cities to the cities that contain them. */
package io.evilnet.ingest.place;
