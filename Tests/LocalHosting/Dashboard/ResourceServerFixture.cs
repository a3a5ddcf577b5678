using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Dashboard.ResourceService;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmAspire.Tests.LocalHosting.Dashboard;

/// <summary>
/// A resource service on a free port over an application of two resources, <c>shop</c> and <c>store</c>, that are not launched.
/// </summary>
internal sealed class ResourceServerFixture : IAsyncDisposable
{
    public const string Key = "resource-service-key";

    private readonly DistributedApplication _application;
    private readonly ResourceServer _server;

    private ResourceServerFixture(
        DistributedApplication application, ResourceServer server, Uri address, IReadOnlyList<IResource> resources)
    {
        _application = application;
        _server = server;
        Address = address;
        (Shop, Store) = (resources[0], resources[1]);
        Client = new ResourceClient(address, Key);
    }

    public Uri Address { get; }

    public ResourceClient Client { get; }

    public IResource Shop { get; }

    public IResource Store { get; }

    public ResourceNotificationService Notifications => _application.ResourceNotifications;

    public ResourceLoggerService Logs => _application.Services.GetRequiredService<ResourceLoggerService>();

    public static async Task<ResourceServerFixture> StartAsync(CancellationToken cancellationToken, Action<IResource>? describeShop = null)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
        IResource[] resources =
        [
            builder.AddResource(new ExecutableResource("shop", "shop", "")).Resource,
            builder.AddResource(new ExecutableResource("store", "store", "")).Resource,
        ];
        describeShop?.Invoke(resources[0]);
        var application = builder.Build();
        var methods = new ResourceMethods(
            "The shop",
            application.ResourceNotifications,
            application.Services.GetRequiredService<ResourceLoggerService>(),
            application.ResourceCommands);
        var server = new ResourceServer(0, Key, methods, NullLoggerFactory.Instance);
        return new ResourceServerFixture(application, server, await server.StartAsync(cancellationToken), resources);
    }

    /// <summary>Publishes a resource in that state and returns its id.</summary>
    public async Task<string> PublishAsync(IResource resource, string state)
    {
        await Notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = state });
        return Notifications.TryGetCurrentState(resource.Name, out var current) ? current.ResourceId : resource.Name;
    }

    /// <summary>Ends the server alone, as the end of the host does.</summary>
    public ValueTask StopServerAsync() => _server.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        await _application.DisposeAsync();
    }
}
