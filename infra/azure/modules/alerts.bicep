// What wakes somebody up. Metrics, attributes and outcomes are those of passeur/telemetry/names.py; docs/runbook.md
// says what to do about each.
param location string
param tags object
param componentId string
param botId string
param storageId string
param email string

var told = [
  {
    name: 'poisoned'
    title: 'A message failed every time'
    severity: 1
    window: 'PT15M'
    every: 'PT5M'
    operator: 'GreaterThan'
    threshold: 0
    query: 'customMetrics | where name == "passeur.queue.poisoned" | summarize Told = sum(valueSum)'
  }
  {
    name: 'turns-fail'
    title: 'People get no answer'
    severity: 1
    window: 'PT15M'
    every: 'PT5M'
    operator: 'GreaterThan'
    threshold: 5
    query: 'customMetrics | where name == "passeur.turn.duration" | where customDimensions["passeur.outcome"] in ("failed", "unavailable") | summarize Told = sum(valueCount)'
  }
  {
    name: 'jobs-fail'
    title: 'A job fails'
    severity: 2
    window: 'PT1H'
    every: 'PT15M'
    operator: 'GreaterThan'
    threshold: 2
    query: 'customMetrics | where name == "passeur.job.duration" | where customDimensions["passeur.outcome"] == "failed" | summarize Told = sum(valueCount)'
  }
  {
    name: 'throttled'
    title: 'Teams asks Passeur to slow down'
    severity: 3
    window: 'PT15M'
    every: 'PT15M'
    operator: 'GreaterThan'
    threshold: 50
    query: 'customMetrics | where name == "passeur.connector.throttled" | summarize Told = sum(valueSum)'
  }
  {
    name: 'messages-wait'
    title: 'Messages wait for ten minutes and more'
    severity: 2
    window: 'PT30M'
    every: 'PT15M'
    operator: 'GreaterThan'
    threshold: 600
    query: 'customMetrics | where name == "passeur.queue.age" | where customDimensions["passeur.queue.name"] == "deliveries" | summarize Told = max(valueMax)'
  }
  {
    name: 'no-backup'
    title: 'No backup for a day and a half'
    severity: 1
    window: 'P2D'
    every: 'PT6H'
    operator: 'LessThan'
    threshold: 1
    query: 'customMetrics | where timestamp > ago(36h) | where name == "passeur.backup.result" | where customDimensions["passeur.outcome"] == "ok" | summarize Told = count()'
  }
  {
    name: 'no-retention'
    title: 'What should be erased was not looked for, for a day and a half'
    severity: 2
    window: 'P2D'
    every: 'PT6H'
    operator: 'LessThan'
    threshold: 1
    query: 'customMetrics | where timestamp > ago(36h) | where name == "passeur.retention.result" | where customDimensions["passeur.outcome"] == "ok" | summarize Told = count()'
  }
]

resource readers 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'passeur'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'passeur'
    enabled: true
    emailReceivers: empty(email) ? [] : [{ name: 'passeur', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource queries 'Microsoft.Insights/scheduledQueryRules@2023-03-15-preview' = [for each in told: {
  name: 'passeur-${each.name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'Passeur: ${each.title}'
    severity: each.severity
    enabled: true
    scopes: [componentId]
    evaluationFrequency: each.every
    windowSize: each.window
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: each.query
          metricMeasureColumn: 'Told'
          timeAggregation: 'Total'
          operator: each.operator
          threshold: each.threshold
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [readers.id] }
  }
}]

resource botIsDown 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'passeur-bot-is-down'
  location: 'global'
  tags: tags
  properties: {
    description: 'The bot does not answer its health check.'
    severity: 1
    enabled: true
    scopes: [botId]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'health'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.Web/sites'
          metricName: 'HealthCheckStatus'
          operator: 'LessThan'
          threshold: 100
          timeAggregation: 'Average'
        }
      ]
    }
    actions: [{ actionGroupId: readers.id }]
  }
}

resource storageIsDown 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'passeur-storage-is-down'
  location: 'global'
  tags: tags
  properties: {
    description: 'Storage refuses or loses calls.'
    severity: 1
    enabled: true
    scopes: [storageId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'availability'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.Storage/storageAccounts'
          metricName: 'Availability'
          operator: 'LessThan'
          threshold: 99
          timeAggregation: 'Average'
        }
      ]
    }
    actions: [{ actionGroupId: readers.id }]
  }
}
