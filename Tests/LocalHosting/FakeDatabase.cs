using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Launching;

namespace LlmAspire.Tests.LocalHosting;

/// <summary>A resource with a connection string, launched as the test says.</summary>
internal sealed class FakeDatabase : Resource, IResourceWithConnectionString, ILaunchPlanner
{
    public FakeDatabase(string name)
        : base(name)
    {
    }

    public LaunchDecision Decision { get; set; } = new LaunchExternal("a test");

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"localhost:1234,password={Password}");

    public ParameterResource Password { get; } = new("database-password", _ => "s3cret", secret: true);

    public IEnumerable<KeyValuePair<string, ReferenceExpression>> GetConnectionProperties() =>
    [
        new("Host", ReferenceExpression.Create($"localhost")),
        new("Password", ReferenceExpression.Create($"{Password}")),
    ];

    public ValueTask<LaunchDecision> PlanAsync(LaunchContext context, CancellationToken cancellationToken) => new(Decision);
}
