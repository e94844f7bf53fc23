// The conversation: one small machine that is always warm, since Teams waits for no cold start.
param name string
param planName string
param location string
param tags object
param sku string
param identityId string
param settings object
param subnetId string
param workspaceId string
param pythonVersion string

var appSettings = union(settings, {
  PASSEUR_HOST: '0.0.0.0'
  PASSEUR_PORT: '8000'
  WEBSITES_PORT: '8000'
  // A little more than the bot takes to finish the turns under way.
  WEBSITES_CONTAINER_STOP_TIME_LIMIT: '30'
  SCM_DO_BUILD_DURING_DEPLOYMENT: 'true'
})

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'linux'
  sku: { name: sku }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'bot' })
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    publicNetworkAccess: 'Enabled'
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      appSettings: [for each in items(appSettings): { name: each.key, value: each.value }]
      alwaysOn: true
      // Without exec, the shell that Azure starts it with keeps the signal to stop to itself.
      appCommandLine: 'exec python -m bot'
      detailedErrorLoggingEnabled: true
      ftpsState: 'Disabled'
      healthCheckPath: '/healthz'
      http20Enabled: true
      httpLoggingEnabled: true
      linuxFxVersion: 'PYTHON|${pythonVersion}'
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      remoteDebuggingEnabled: false
      requestTracingEnabled: true
    }
  }
}

resource noUploadPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource noDeployPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'passeur'
  scope: app
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'AppServiceConsoleLogs', enabled: true }
      { category: 'AppServicePlatformLogs', enabled: true }
      { category: 'AppServiceAuditLogs', enabled: true }
    ]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output id string = app.id
output name string = app.name
output hostName string = app.properties.defaultHostName
