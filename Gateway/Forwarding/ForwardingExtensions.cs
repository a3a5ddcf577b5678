using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Errors;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>Registers and maps the forwarding of calls.</summary>
internal static class ForwardingExtensions
{
    /// <summary>Adds YARP with one cluster per provider.</summary>
    /// <param name="services">The gateway's registrations.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddForwarding(this IServiceCollection services)
    {
        services.AddReverseProxy().AddTransforms<CallTransforms>();
        services.AddSingleton<IProxyConfigProvider, ProviderProxyConfig>();
        services.AddSingleton<IForwarderHttpClientFactory, ProviderHttpClientFactory>();
        services.AddSingleton<IDestinationResolver, ServiceDestinationResolver>();
        services.AddSingleton<CallServices>();
        services.AddSingleton<RequestGuard>();

        // RequestGuard does this, with an answer in the caller's shape.
        services.PostConfigure<HostFilteringOptions>(options => options.AllowedHosts = ["*"]);
        return services;
    }

    /// <summary>Middleware for every request: the headers of each answer, errors in the caller's shape, and the Host check.</summary>
    /// <param name="app">The gateway.</param>
    /// <returns>The same gateway.</returns>
    public static WebApplication UseGatewayAnswers(this WebApplication app)
    {
        app.Use(AnswerHeaders.AddAsync);
        app.UseExceptionHandler(handler => handler.Run(context => ErrorResponses.WriteAsync(
            context.Response, Api.ErrorsAt(context.Request.Path), GatewayError.Internal(), context.RequestAborted)));
        app.Use(app.Services.GetRequiredService<RequestGuard>().CheckHostAsync);
        return app;
    }

    /// <summary>Maps the endpoint of each API onto YARP.</summary>
    /// <param name="app">The gateway.</param>
    /// <returns>The same gateway.</returns>
    public static WebApplication MapLlmApis(this WebApplication app)
    {
        app.UseMiddleware<LlmCallMiddleware>();
        var clusters = app.Services.GetRequiredService<IProxyStateLookup>();
        app.MapReverseProxy(proxy =>
            {
                proxy.Use((context, next) =>
                {
                    var provider = context.Features.GetRequiredFeature<LlmCall>().Target.Provider.Name;
                    if (clusters.TryGetCluster(provider, out var cluster))
                    {
                        context.ReassignProxyRequest(cluster);
                    }

                    return next(context);
                });
                proxy.UseLoadBalancing();
            })
            .ConfigureEndpoints((endpoint, route) => endpoint.WithMetadata(
                (object?)Api.All.FirstOrDefault(api => api.Name == route.RouteId)
                ?? PassThroughRoute.Of(route.RouteId, route.ClusterId)
                ?? (object)NativeRoute.Instance));
        return app;
    }

    /// <summary>Answers everything that is not mapped: 404 in the shape that the path suggests.</summary>
    /// <param name="app">The gateway.</param>
    /// <returns>The same gateway.</returns>
    public static WebApplication MapUnknownPaths(this WebApplication app)
    {
        app.MapFallback("{**path}", context => ErrorResponses.WriteAsync(
            context.Response,
            Api.ErrorsAt(context.Request.Path),
            GatewayError.NoSuchPath(context.Request.Method, context.Request.Path),
            context.RequestAborted));
        return app;
    }
}
