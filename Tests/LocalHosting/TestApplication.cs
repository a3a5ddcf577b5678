using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LlmAspire.Tests.LocalHosting;

/// <summary>An application of a test's own making, with a deadline for everything that is awaited in it.</summary>
internal sealed class TestApplication : IAsyncDisposable
{
    /// <summary>Far above what anything here takes, so that a hang is a failure and a slow machine is not.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _deadline =
        CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private DistributedApplication? _application;

    public TestApplication(params string[] args)
    {
        _deadline.CancelAfter(Limit);
        Builder = DistributedApplicationTestingBuilder.Create(args);
    }

    public IDistributedApplicationTestingBuilder Builder { get; }

    public CancellationToken Deadline => _deadline.Token;

    public DistributedApplication Application => _application ?? throw new InvalidOperationException("Not started.");

    public ResourceNotificationService Notifications => Application.ResourceNotifications;

    public ResourceCommandService Commands => Application.ResourceCommands;

    public IResourceBuilder<ExecutableResource> AddShell(string name, string script) =>
        Builder.AddExecutable(name, "sh", ".", "-c", script);

    public async Task<TestApplication> StartAsync()
    {
        _application = await Builder.BuildAsync(Deadline);
        await _application.StartAsync(Deadline);
        return this;
    }

    public Task<ResourceEvent> UntilAsync(string resource, Func<CustomResourceSnapshot, bool> condition) =>
        Notifications.WaitForResourceAsync(resource, change => condition(change.Snapshot), Deadline);

    public Task<ResourceEvent> UntilAsync(string resource, string state) => UntilAsync(resource, snapshot => snapshot.State?.Text == state);

    public async Task<string> OutputAsync(string resource, Func<string, bool> isComplete)
    {
        var text = string.Empty;
        var logs = Application.Services.GetRequiredService<ResourceLoggerService>();
        await foreach (var batch in logs.WatchAsync(resource).WithCancellation(Deadline))
        {
            text += string.Concat(batch.Select(line => line.Content + "\n"));
            if (isComplete(text))
            {
                break;
            }
        }

        return text;
    }

    public async ValueTask DisposeAsync()
    {
        await Builder.DisposeAsync();
        _deadline.Dispose();
    }
}
