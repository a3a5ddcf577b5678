using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace LlmAspire.LocalHosting.Dashboard;

/// <summary>The dashboard among the resources, hidden as in Aspire and under Aspire's name.</summary>
internal sealed class DashboardResource : ExecutableResource
{
    /// <summary>The resource's name.</summary>
    public const string ResourceName = "aspire-dashboard";

    /// <summary>The name of the frontend's endpoint.</summary>
    public const string FrontendEndpoint = "http";

    /// <summary>A dashboard at these addresses.</summary>
    public DashboardResource(DashboardAddress frontend, DashboardAddress otlpGrpc, DashboardAddress otlpHttp)
        : base(ResourceName, DashboardPackage.Executable, "")
    {
        Frontend = Add(FrontendEndpoint, frontend);
        OtlpGrpc = Add("otlp-grpc", otlpGrpc);
        OtlpHttp = Add("otlp-http", otlpHttp);
        Annotations.Add(new ResourceIconAnnotation("ContentView"));
        Annotations.Add(new ResourceSnapshotAnnotation(
            new CustomResourceSnapshot { ResourceType = KnownResourceTypes.Executable, Properties = [], IsHidden = true }));
    }

    /// <summary>Where a browser goes.</summary>
    public EndpointReference Frontend { get; }

    /// <summary>Where telemetry goes over gRPC.</summary>
    public EndpointReference OtlpGrpc { get; }

    /// <summary>Where telemetry goes over HTTP.</summary>
    public EndpointReference OtlpHttp { get; }

    private EndpointReference Add(string name, DashboardAddress address)
    {
        Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, "http", name: name, port: address.Port) { TargetHost = address.Host });
        return new EndpointReference(this, name);
    }
}
