// What happens, told without keys: whoever writes logs or metrics shows an identity.
param workspaceName string
param componentName string
param location string
param tags object
param retention int
param dailyCap int

var ofApplicationInsights = [
  'AppAvailabilityResults'
  'AppBrowserTimings'
  'AppDependencies'
  'AppEvents'
  'AppExceptions'
  'AppMetrics'
  'AppPageViews'
  'AppPerformanceCounters'
  'AppRequests'
  'AppSystemEvents'
  'AppTraces'
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retention
    workspaceCapping: { dailyQuotaGb: dailyCap }
    features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true }
  }
}

// What Application Insights writes is kept for 90 days, whatever the workspace says, unless each table says otherwise.
@batchSize(1)
resource tables 'Microsoft.OperationalInsights/workspaces/tables@2022-10-01' = [for table in ofApplicationInsights: {
  parent: workspace
  name: table
  properties: { retentionInDays: retention, totalRetentionInDays: retention }
}]

resource component 'Microsoft.Insights/components@2020-02-02' = {
  name: componentName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    DisableLocalAuth: true
    DisableIpMasking: false
  }
}

output workspaceId string = workspace.id
output componentId string = component.id
output componentName string = component.name
output connectionString string = component.properties.ConnectionString
