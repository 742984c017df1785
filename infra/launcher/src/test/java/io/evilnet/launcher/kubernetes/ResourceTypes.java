package io.evilnet.launcher.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * Schemas of the resources: the Java classes of Kubernetes, Strimzi and the Prometheus Operator;
 * for other types {@code kubernetes/*.yaml}, with the used fields, transcribed from their
 * definitions.
 */
final class ResourceTypes {
  /** Class names, because javac warns about annotations that these classes lack at compile time. */
  private static final Map<String, String> CLASSES =
      Map.ofEntries(
          Map.entry("v1 Namespace", "io.fabric8.kubernetes.api.model.Namespace"),
          Map.entry("v1 ConfigMap", "io.fabric8.kubernetes.api.model.ConfigMap"),
          Map.entry("v1 Secret", "io.fabric8.kubernetes.api.model.Secret"),
          Map.entry("v1 Service", "io.fabric8.kubernetes.api.model.Service"),
          Map.entry("v1 ServiceAccount", "io.fabric8.kubernetes.api.model.ServiceAccount"),
          Map.entry("apps/v1 Deployment", "io.fabric8.kubernetes.api.model.apps.Deployment"),
          Map.entry("apps/v1 StatefulSet", "io.fabric8.kubernetes.api.model.apps.StatefulSet"),
          Map.entry(
              "policy/v1 PodDisruptionBudget",
              "io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget"),
          Map.entry(
              "networking.k8s.io/v1 NetworkPolicy",
              "io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy"),
          Map.entry(
              "rbac.authorization.k8s.io/v1 Role", "io.fabric8.kubernetes.api.model.rbac.Role"),
          Map.entry(
              "rbac.authorization.k8s.io/v1 RoleBinding",
              "io.fabric8.kubernetes.api.model.rbac.RoleBinding"),
          Map.entry(
              "monitoring.coreos.com/v1 PodMonitor",
              "io.fabric8.openshift.api.model.monitoring.v1.PodMonitor"),
          Map.entry(
              "monitoring.coreos.com/v1 PrometheusRule",
              "io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule"),
          Map.entry("kafka.strimzi.io/v1 Kafka", "io.strimzi.api.kafka.model.kafka.Kafka"),
          Map.entry(
              "kafka.strimzi.io/v1 KafkaNodePool",
              "io.strimzi.api.kafka.model.nodepool.KafkaNodePool"));

  private static final Map<String, String> SCHEMAS =
      Map.of(
          "keda.sh/v1alpha1 ScaledObject", "ScaledObject.yaml",
          "k8ssandra.io/v1alpha1 K8ssandraCluster", "K8ssandraCluster.yaml",
          "sparkoperator.k8s.io/v1beta2 ScheduledSparkApplication", "SparkApplication.yaml",
          "sparkoperator.k8s.io/v1beta2 SparkApplication", "SparkApplication.yaml");

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .annotationIntrospector(new NoAnySetter())
          .build();

  /**
   * Disables any-setters, with which the classes store unknown fields instead of rejecting them.
   */
  private static final class NoAnySetter extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }

  private ResourceTypes() {}

  /**
   * Returns the errors of a manifest or patch: no field is required, but every field must be known.
   */
  static List<String> errors(Manifest manifest) throws IOException {
    String schemaFile = SCHEMAS.get(manifest.type());
    if (schemaFile != null) {
      return schema(schemaFile).validate(manifest.root()).stream().map(Object::toString).toList();
    }
    String type = CLASSES.get(manifest.type());
    if (type == null) {
      return List.of(manifest.type() + " is not known here");
    }
    try {
      STRICT.treeToValue(manifest.root(), Class.forName(type));
      return List.of();
    } catch (JsonProcessingException e) {
      return List.of(e.getMessage());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonSchema schema(String file) throws IOException {
    try (InputStream in = ResourceTypes.class.getResourceAsStream("/kubernetes/" + file)) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(new YAMLMapper().readTree(in));
    }
  }
}
