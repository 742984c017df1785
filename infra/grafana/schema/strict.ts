// Types of the dashboards from Grafana's schema package. The options of a panel are typed by its kind; unknown properties are
// errors.
import type { AnnotationQuery, Dashboard, DataQuery, FieldConfig, FieldConfigSource, Panel } from '@grafana/schema';
import type * as Stat from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type * as Table from '@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen';
import type * as TimeSeries from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';

/** A type as JSON has it: the members of an enum of strings are plain strings there. */
type Json<T> = 0 extends 1 & T
  ? T
  : T extends string
    ? `${T}`
    : T extends object
      ? { [K in keyof T]: Json<T[K]> }
      : T;

/** What the data source hadesarchitect-cassandra-datasource takes besides the common part of a query. */
interface CassandraQuery extends DataQuery {
  queryType: 'query';
  rawQuery: true;
  target: string;
  alias?: string;
}

/** What Grafana's data source for Prometheus takes; its types are not in the schema package any more. */
interface PrometheusQuery extends DataQuery {
  expr: string;
  legendFormat: string;
  editorMode: 'code';
  instant: boolean;
  range: boolean;
}

type Fields<Custom> = Omit<FieldConfigSource, 'defaults'> & {
  defaults: Omit<FieldConfig, 'custom'> & { custom?: Custom };
};

type PanelOf<Type extends string, Options, Custom> = Json<
  Omit<Panel, 'type' | 'options' | 'fieldConfig' | 'targets'> & {
    options: Options;
    fieldConfig: Fields<Custom>;
    targets: Array<CassandraQuery | PrometheusQuery>;
  }
> & { type: Type };

type StrictPanel =
  | PanelOf<'timeseries', TimeSeries.Options, TimeSeries.FieldConfig>
  | PanelOf<'stat', Stat.Options, Record<string, never>>
  | PanelOf<'table', Table.Options, Table.FieldConfig>;

/** The mappings are in Grafana's data package, not in its schema. */
type Annotation = Json<Omit<AnnotationQuery, 'target'>> & {
  target: CassandraQuery;
  mappings: { [Part in 'time' | 'timeEnd' | 'title' | 'text']?: { source: 'field'; value: string } };
};

export type StrictDashboard = Json<Omit<Dashboard, 'panels' | 'annotations'>> & {
  panels: StrictPanel[];
  annotations?: { list: Annotation[] };
};

// Verifies that errors are detected: otherwise the compiler reports an unused @ts-expect-error.
const empty = { schemaVersion: 39, panels: [] };
// @ts-expect-error an unknown property
export const misspelt: StrictDashboard = { schemaVersion: 39, panels: [], titel: 'x' };
// @ts-expect-error an unknown kind of panel
export const kindless: StrictDashboard = { ...empty, panels: [{ type: 'graf', options: {}, fieldConfig: {}, targets: [] }] };
export const wrongEnum: StrictDashboard = {
  ...empty,
  panels: [
    {
      type: 'timeseries',
      fieldConfig: { defaults: {}, overrides: [] },
      options: {
        legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] },
        // @ts-expect-error an unknown mode
        tooltip: { mode: 'all', sort: 'none' },
      },
      targets: [],
    },
  ],
};
